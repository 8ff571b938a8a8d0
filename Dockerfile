# Builds the program, then leaves everything that only building needs behind.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/tmp/torpedo-compile-cache \
    TORPEDO_HOST=0.0.0.0 \
    TORPEDO_DATA=/data/torpedo.db
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY --from=build /build/bin bin
COPY --from=build /build/scenarios scenarios
COPY --from=build /build/schemas schemas
COPY --from=build /build/package.json /build/README.md /build/README.pt-BR.md /build/CHANGELOG.md /build/SECURITY.md /build/LICENSE ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080 2738 9500
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s --retries=3 \
  CMD ["node", "bin/torpedo.mjs", "health"]
ENTRYPOINT ["node", "bin/torpedo.mjs"]
CMD ["start"]
