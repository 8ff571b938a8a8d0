// Language and theme that the reader chose, kept in this browser.

import { useEffect, useState } from "preact/hooks";
import type { Language } from "../../core/sentences.ts";

export type Theme = "light" | "dark";

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
}

export function usePreferences(): Preferences {
  const [language, setLanguage] = useState<Language>(() =>
    (localStorage.getItem("torpedo-language") ?? navigator.language).startsWith("pt") ? "pt" : "en",
  );
  const [theme, setTheme] = useState<Theme>(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return (localStorage.getItem("torpedo-theme") ?? (dark ? "dark" : "light")) === "dark" ? "dark" : "light";
  });
  useEffect(() => {
    document.documentElement.lang = language === "pt" ? "pt-BR" : "en";
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return {
    language,
    theme,
    setLanguage(chosen) {
      localStorage.setItem("torpedo-language", chosen);
      setLanguage(chosen);
    },
    setTheme(chosen) {
      localStorage.setItem("torpedo-theme", chosen);
      setTheme(chosen);
    },
  };
}
