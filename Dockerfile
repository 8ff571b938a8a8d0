# Builds the program, then leaves everything that only building needs behind.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev
# No run reads sources, types, documents or binaries of other machines.
RUN cd node_modules && rm -rf better-sqlite3/deps better-sqlite3/src node-addon-api \
 && find better-sqlite3/prebuilds -type f ! -name "linux-$(node -p process.arch).node" -delete \
 && find . ../dist -type f \( -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.map' -o -name '*.md' \) \
      ! -iname 'licen[cs]e*' -delete \
 && mkdir /app && cd .. && mv dist bin scenarios schemas package.json LICENSE /app

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Torpedo" \
      org.opencontainers.image.description="An emulator of three Brazilian SMS providers (SOAP, semicolon HTTP, JSON, SMPP), faithful and scriptable" \
      org.opencontainers.image.version="0.2.0" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="docker.io/library/node:24-bookworm-slim"
WORKDIR /app
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/tmp/torpedo-compile-cache \
    TORPEDO_HOST=0.0.0.0 \
    TORPEDO_DATA=/data/torpedo.db
COPY --from=build /build/node_modules node_modules
COPY --from=build /app ./
# Any user may write there: clusters choose user ids of their own.
RUN mkdir -m 1777 /data
USER node
VOLUME /data
EXPOSE 8080 2738 9500
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s --retries=3 \
  CMD ["node", "bin/torpedo.mjs", "health"]
ENTRYPOINT ["node", "bin/torpedo.mjs"]
CMD ["start"]
