import type { MessageView } from "../../../../api/schema/message.ts";
import { useInbox } from "../../inbox.ts";
import { dateTime } from "../../parts/time.ts";
import { wordsIn } from "../../words/say.ts";

/** All that is known of a message beside what its bubble and its history show, in the provider's own field names too. */
export function MessageFacts({ message }: { readonly message: MessageView }) {
  const { say, language } = useInbox();
  const facts: readonly (readonly [name: string, value: string])[] = [
    [say("account"), message.account],
    [say("to-written"), message.toWritten],
    [say("sender"), message.from],
    [say("kind"), message.kind],
    [say("expires"), message.expiresAt === undefined ? "" : dateTime(message.expiresAt)],
    [say("rules"), message.rules === undefined ? "" : wordsIn(message.rules, language)],
    ...Object.entries(message.fields).map(
      ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
    ),
  ];
  return (
    <>
      <h3>{say("details")}</h3>
      <table class="fields">
        <caption class="unseen">{say("details")}</caption>
        <tbody>
          {facts
            .filter(([, value]) => value !== "")
            .map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <bdi>{value}</bdi>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
