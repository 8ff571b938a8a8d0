// deploy/kubernetes: ports, variables, probes and paths of the manifests are those of the program and of the image.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import * as z from "zod";
import { defaultsFor } from "../../src/config/config.ts";
import { settingsFor, variableOf } from "../../src/config/settings.ts";
import { providers } from "../../src/providers/index.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");
const dockerfile = read("Dockerfile");

const labels = z.record(z.string(), z.string());
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const container = z.object({
  image: z.string(),
  env: z.array(z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() })),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  resources: z.object({ requests: labels, limits: labels }),
  securityContext: z.object({ readOnlyRootFilesystem: z.literal(true) }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
});
const service = z.object({
  kind: z.literal("Service"),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    clusterIP: z.literal("None"),
    selector: labels,
    ports: z.array(z.object({ name: z.string(), port: z.number(), targetPort: z.string() })),
  }),
});
const statefulSet = z.object({
  kind: z.literal("StatefulSet"),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    serviceName: z.string(),
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        enableServiceLinks: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number() }),
        containers: z.tuple([container]),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
    volumeClaimTemplates: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
  }),
});

const manifest = read("deploy/kubernetes/torpedo.yaml");
const documents = parseAllDocuments(manifest).map((document): unknown => document.toJS());
const [balancer, set] = z.tuple([service, statefulSet]).parse(documents);
const pod = set.spec.template.spec;
const [emulator] = pod.containers;

describe("deploy/kubernetes/torpedo.yaml", () => {
  it("has the ports that the program opens, and the Service leads to them", () => {
    const { httpPort, mensagemPort, smppPort } = z
      .object({ httpPort: z.number(), mensagemPort: z.number(), smppPort: z.number() })
      .parse(defaultsFor(providers));
    const ports = { http: httpPort, mensagem: mensagemPort, smpp: smppPort };
    expect(Object.fromEntries(emulator.ports.map(({ name, containerPort }) => [name, containerPort]))).toEqual(ports);
    expect(Object.fromEntries(balancer.spec.ports.map(({ targetPort, port }) => [targetPort, port]))).toEqual(ports);
    expect(/^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(" ").map(Number)).toEqual(Object.values(ports));
    expect(balancer.metadata.name).toBe(set.spec.serviceName);
    for (const chosen of [balancer.spec.selector, set.spec.selector.matchLabels])
      expect(set.spec.template.metadata.labels).toMatchObject(chosen);
  });

  it("sets variables that the program reads, and keeps those of Kubernetes away", () => {
    const variables = settingsFor(providers).map(variableOf);
    const ofProgram = emulator.env.filter(({ name }) => name !== "NAMESPACE");
    for (const { name } of ofProgram) expect(variables).toContain(name);
    expect(variables).toContain("TORPEDO_SMPP_PORT");
    const token = emulator.env.find(({ name }) => name === "TORPEDO_TOKEN");
    expect(token?.valueFrom).toEqual({ secretKeyRef: { name: "torpedo", key: "token" } });
    // The Secret is made by a command, so that no token stands in a file that is applied as it is.
    for (const page of [manifest, read("docs/scale.md")])
      expect(page).toContain("kubectl create secret generic torpedo --from-literal=token=");
  });

  it("probes paths that answer without a token, under any name; the API answers under those of the Service", async () => {
    const names = emulator.env.map(({ name }) => name);
    // Kubernetes fills in variables that stand before.
    expect(names.indexOf("NAMESPACE")).toBeLessThan(names.indexOf("TORPEDO_ALLOWED_HOST"));
    const hosts = emulator.env.find(({ name }) => name === "TORPEDO_ALLOWED_HOST")?.value ?? "";
    const allowed = hosts.replaceAll("$(NAMESPACE)", "shop").split(",");
    const service = balancer.metadata.name;
    const domains = ["", ".shop", ".shop.svc", ".shop.svc.cluster.local"];
    const expected = [service, `${set.metadata.name}-0.${service}`].flatMap((host) => domains.map((end) => host + end));
    expect(allowed).toEqual(expected);
    const running = await emulate({}, { token: "of-the-test", allowedHosts: allowed });
    const statusOf = async (host: string, path: string, headers: Record<string, string> = {}): Promise<number> => {
      const sent = request(running.urls.http + path, { headers: { ...headers, Host: host } }).end();
      const [answer] = await once(sent, "response");
      answer.resume();
      return answer.statusCode;
    };
    for (const { httpGet } of [emulator.startupProbe, emulator.readinessProbe, emulator.livenessProbe]) {
      expect(emulator.ports.map(({ name }) => name)).toContain(httpGet.port);
      expect(await statusOf("10.1.2.3:8080", httpGet.path)).toBe(200);
    }
    for (const name of allowed)
      expect(await statusOf(`${name}:8080`, "/torpedo/v1/about", { Authorization: "Bearer of-the-test" }), name).toBe(
        200,
      );
    expect(await statusOf("elsewhere", "/torpedo/v1/about", { Authorization: "Bearer of-the-test" })).toBe(403);
  });

  it("runs the image of this version as its user, with all that it writes to mounted", () => {
    expect(emulator.image).toBe(`torpedo-sms:${JSON.parse(read("package.json")).version}`);
    const mounted = emulator.volumeMounts.map(({ mountPath }) => mountPath);
    const [, volume] = /^VOLUME (\S+)$/m.exec(dockerfile) ?? [];
    const [, cache = ""] = /NODE_COMPILE_CACHE=(\/\w+)/.exec(dockerfile) ?? [];
    expect(mounted.toSorted()).toEqual([volume, cache].toSorted());
    const volumes = [
      ...pod.volumes.map(({ name }) => name),
      ...set.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name),
    ];
    expect(emulator.volumeMounts.map(({ name }) => name).toSorted()).toEqual(volumes.toSorted());
    // The user `node` of the base image.
    expect(pod.securityContext.runAsUser).toBe(1000);
  });
});
