/** Who may import whom (docs: ARCHITECTURE.md, "Rooms"). Checked by test/arch. */
const rooms = ["domain", "app", "conversation", "channels", "store", "templates", "services", "outward", "files", "api", "console", "demo", "cli", "assembly"];
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: "^(bot|jobs)/", pathNot: to },
});

module.exports = {
  forbidden: [
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    only("domain-is-pure", "^bot/domain/", "^bot/domain/", "the domain knows nothing but itself"),
    {
      name: "domain-without-io",
      comment: "no I/O, no clock, no randomness, no framework: only these packages, each pure",
      severity: "error",
      from: { path: "^bot/domain/" },
      to: {
        dependencyTypesNot: ["local", "type-only"],
        pathNot: "^bot/domain/|node_modules/(temporal-polyfill|temporal-utils|opencc-js|libphonenumber-js|chrono-node|lunar-typescript|zod|yaml)/",
      },
    },
    only("app-on-domain", "^bot/app/", "^bot/(app|domain)/", "use cases know the domain and their ports"),
    only(
      "store-on-ports",
      "^bot/store/",
      "^bot/(store|domain)/|^bot/app/ports[.]ts$|^bot/app/[^/]+/(ports|views|book-store|book-source|caller)[.]ts$",
      "the store implements ports",
    ),
    only("conversation-on-ports", "^bot/conversation/", "^bot/(conversation|domain)/|^bot/app/ports[.]ts$", "Botkit behind its port"),
    only("templates-on-domain", "^bot/templates/", "^bot/(templates|domain)/|^bot/app/(ports|texts)[.]ts$", "templates parse into the domain's types"),
    only("outward-on-ports", "^bot/outward/", "^bot/(outward|domain)/|^bot/app/[^/]+/ports[.]ts$", "the ways out implement ports"),
    only("files-on-ports", "^bot/files/", "^bot/(files|domain)/|^bot/app/documents/ports[.]ts$", "stores of files and what cleans them implement ports"),
    only("services-alone", "^bot/services/", "^bot/services/", "starting Postgres and Redis knows nothing of lending"),
    only("channels-on-ports", "^bot/channels/", "^bot/(channels|domain)/|^bot/app/ports[.]ts$", "channels implement one port"),
    { name: "channels-apart", severity: "error", from: { path: "^bot/channels/([^/]+)/" }, to: { path: "^bot/channels/[^/]+/", pathNot: "^bot/channels/$1/" } },
    only("api-on-app", "^bot/api/", "^bot/(api|app|domain)/", "HTTP calls use cases"),
    only("console-on-domain", "^bot/console/", "^bot/(console|domain)/|^bot/api/api[.]ts$", "the pages know the API's types"),
    {
      name: "console-types-only",
      severity: "error",
      from: { path: "^bot/console/" },
      to: { path: "^bot/api/", dependencyTypesNot: ["type-only"] },
    },
    only("jobs-on-app", "^jobs/(?!main)", "^jobs/|^bot/(app|domain)/", "jobs are thin: parse, call, map"),
    { name: "prisma-in-store", severity: "error", from: { pathNot: "^(bot/store|prisma|test)/" }, to: { path: "^bot/store/prisma/|node_modules/@prisma/" } },
    { name: "botkit-in-conversation", severity: "error", from: { pathNot: "^(bot/conversation|test)/" }, to: { path: "node_modules/(botkit|botbuilder)" } },
    { name: "bullmq-in-jobs", severity: "error", from: { pathNot: "^(jobs|bot/services|test)/" }, to: { path: "node_modules/(bullmq|ioredis)/" } },
    { name: "no-orphan-room", comment: `rooms: ${rooms.join(", ")}`, severity: "error", from: {}, to: { path: `^bot/(?!(${rooms.join("|")})/)[^/]+/` } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|coverage)/|bot/store/prisma/internal" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"], exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
