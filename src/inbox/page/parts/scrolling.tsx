/** Text as it is, in a box that scrolls and that the keyboard reaches for it. */
export function Scrolling({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of the page's outline
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre class="block" tabIndex={0} role="group" aria-label={label} dir="ltr">
      {text}
    </pre>
  );
}
