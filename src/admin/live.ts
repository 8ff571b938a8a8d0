// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

import { z } from "zod";
import type { Clock } from "../core/clock.ts";
import type { AnswerStream, Reply } from "../protocols/http/reply.ts";
import { type Operation, operation } from "./operation.ts";
import { Problem } from "./problem.ts";

const mediaType = "text/event-stream";

/** Real milliseconds between two signs of life: whoever stands between may cut a silent connection. */
const beatMs = 15_000;

/** Streams open at a time; each costs a line to write for everything that happens. */
const most = 200;

export const live = (hostClock: Clock): readonly Operation[] => {
  let open = 0;
  return [
    operation("GET /events", {
      id: "listen",
      summary: "What happens, as it happens; Last-Event-ID goes on where it was cut, and `gap` says that it could not",
      query: z.strictObject({ sandbox: z.string().exactOptional(), after: z.string().max(100).exactOptional() }),
      media: mediaType,
      async run({ control, request, query }): Promise<Reply> {
        const after = request.headers["last-event-id"] ?? query.after;
        const filter = {
          ...(query.sandbox === undefined ? {} : { sandbox: query.sandbox }),
          ...(after === undefined ? {} : { after }),
        };
        if (open >= most) {
          throw new Problem(503, `${most} event streams are open already`, "GET /events", "close one");
        }
        if (query.sandbox !== undefined) await control.sandbox(query.sandbox).clock.read();
        return {
          answer: {
            status: 200,
            headers: [
              ["Content-Type", `${mediaType}; charset=utf-8`],
              ["Cache-Control", "no-store"],
              ["X-Accel-Buffering", "no"],
            ],
            body: "",
          },
          stream(stream: AnswerStream) {
            open += 1;
            stream.write("retry: 1000\n\n");
            const stop = control.listen(filter, (told) => {
              stream.write(`id: ${told.id}\nevent: ${told.news.kind}\ndata: ${JSON.stringify(told)}\n\n`);
            });
            let cancel = hostClock.after(beatMs, beat);
            function beat(): void {
              stream.write(": beat\n\n");
              cancel = hostClock.after(beatMs, beat);
            }
            stream.onClose(() => {
              open -= 1;
              stop();
              cancel();
            });
          },
        };
      },
    }),
  ];
};
