import type { MessageView } from "../../../../api/schema/message.ts";
import { useInbox } from "../../inbox.ts";
import { Copy } from "../../parts/copy.tsx";

/** Links and one-time codes of a text, each with a button that copies it; nothing where the text has none. */
export function TextParts({ message: { oneTimeCodes, links } }: { readonly message: MessageView }) {
  const { say } = useInbox();
  if (oneTimeCodes.length + links.length === 0) return null;
  return (
    <ul class="found">
      {oneTimeCodes.map((code) => (
        <li key={code}>
          <small>{say("one-time-code")}</small> <code>{code}</code> <Copy text={code} what={code} />
        </li>
      ))}
      {links.map((link) => (
        <li key={link}>
          <a href={addressOf(link)} target="_blank" rel="noopener noreferrer">
            {link}
          </a>{" "}
          <Copy text={link} what={link} />
        </li>
      ))}
    </ul>
  );
}

/** Address of a link, with http where the text names a host alone, as phones open it. */
function addressOf(link: string): string {
  return /^https?:\/\//i.test(link) ? link : `http://${link}`;
}
