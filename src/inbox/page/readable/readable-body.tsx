import { readableLines } from "./readable-lines.ts";

/** A body in colours, indented; null: it is shown as it is. Texts are text nodes, whatever they hold. */
export function readableBody(text: string, label: string) {
  const lines = readableLines(text);
  if (lines === null) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of the page's outline
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre class="block readable" tabIndex={0} role="group" aria-label={label} dir="ltr">
      {lines.map(({ depth, tokens }, index) => (
        <span key={index} class={`depth-${depth}`}>
          {"  ".repeat(depth)}
          {tokens.map(({ kind, text: own }, place) => (
            <span key={place} class={`token-${kind}`}>
              {own}
            </span>
          ))}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
