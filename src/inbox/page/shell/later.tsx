import { useEffect, useState } from "preact/hooks";
import { Trouble } from "../parts/trouble.tsx";

type View = () => preact.JSX.Element;

/** Shows a view whose script is loaded when the view is opened. */
export function Later({ load }: { readonly load: () => Promise<View> }) {
  const [loaded, setLoaded] = useState<{ readonly View: View } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    load().then((View) => setLoaded({ View }), setError);
  }, [load]);
  return loaded === null ? <Trouble error={error} /> : <loaded.View />;
}
