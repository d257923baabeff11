import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../../../bot/config.ts";

// No container engine builds these files here: what is checked is their form, and that they name what there is.

const strings = z.record(z.string(), z.string());
const service = z.strictObject({
  build: z.string().optional(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  restart: z.enum(["no", "unless-stopped"]),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: z.string().optional(),
  environment: strings.optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(["service_started", "service_healthy", "service_completed_successfully"]) })).optional(),
  healthcheck: z
    .union([
      z.strictObject({ disable: z.literal(true) }),
      z.strictObject({ test: z.array(z.string()).min(2), interval: z.string(), timeout: z.string(), retries: z.int() }),
    ])
    .optional(),
  deploy: z.strictObject({ replicas: z.int() }).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
});
/** Of the Compose specification, what compose.yaml uses. */
const compose = z.strictObject({
  name: z.string(),
  "x-huifang": z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const text = readFileSync("compose.yaml", "utf8");
const { services, volumes } = compose.parse(parse(text, { merge: true }));
const ours = ["migrate", "server", "worker"].map((name) => services[name] ?? expect.unreachable(name));

describe("compose.yaml", () => {
  it("depends only on services that there are, healthy only where their health is asked for, finished only where they end", () => {
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const on = services[name] ?? expect.unreachable(name);
        if (condition === "service_healthy") expect(on.healthcheck, name).toHaveProperty("test");
        if (condition === "service_completed_successfully") expect(on.restart, name).toBe("no");
      }
  });

  it("mounts only declared volumes and files that there are", () => {
    const mounted = Object.values(services).flatMap((one) => (one.volumes ?? []).map((line) => line.split(":")[0] ?? ""));
    for (const from of mounted) expect(from.startsWith("./") ? existsSync(from) : from in volumes, from).toBe(true);
  });

  it("sets only what Huifang reads, and only the migrations know the owner's password", () => {
    const key = Buffer.alloc(32).toString("base64");
    for (const { environment = {} } of ours) {
      const values = Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value
            .replace(/\$\{HUIFANG_KEY[^}]*\}/, key)
            .replaceAll(/\$\{\w+:\?\}/g, "a-long-enough-value")
            .replaceAll(/\$\{\w+:-\}/g, ""),
        ]),
      );
      expect(Object.keys(readConfig(values))).toEqual(expect.arrayContaining(Object.keys(values).filter((name) => values[name] !== "")));
    }
    expect(ours.map(({ environment }) => "DATABASE_ADMIN_URL" in (environment ?? {}))).toEqual([true, false, false]);
    expect(ours.map(({ environment }) => environment?.["DATABASE_URL"]?.includes("huifang_app"))).toEqual([true, true, true]);
    expect(readFileSync("deploy/postgres/roles.sh", "utf8")).toContain("CREATE ROLE huifang_app");
  });

  it("says of every variable that it needs what it is, writes no secret down, and stops no sooner than work is finished", () => {
    const wanted = new Set([...text.matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name ?? ""));
    for (const name of wanted) expect(text, name).toMatch(new RegExp(`^#\\s+${name}=`, "m"));
    expect(text).not.toMatch(/PASSWORD: (?!\$\{)/);
    const { READY_GRACE_SECONDS, DRAIN_SECONDS } = readConfig({});
    for (const { stop_grace_period } of ours) expect(Number.parseInt(stop_grace_period ?? "0", 10)).toBeGreaterThan(READY_GRACE_SECONDS + DRAIN_SECONDS + 5);
    expect(services["redis"]?.command?.join(" ")).toContain("--appendonly yes --maxmemory-policy noeviction");
    for (const one of ours) expect([one.read_only, one.cap_drop, one.tmpfs]).toEqual([true, ["ALL"], ["/tmp"]]);
  });
});

describe("what is erased stays erased, and secrets stay secret", () => {
  it("the list of the erased lies on a volume of its own, whose directory the image gives to its user", () => {
    for (const one of ours) {
      const list = one.environment?.["HUIFANG_ERASURE_LIST"] ?? "";
      const mounted = (one.volumes ?? []).map((line) => line.split(":")).find(([, at]) => list.startsWith(`${at ?? "?"}/`));
      expect(mounted?.[0]).toBe("erasures");
      expect(readFileSync("Dockerfile", "utf8")).toMatch(new RegExp(`^RUN install -d -o node -g node -m 0700 ${mounted?.[1] ?? "?"}$`, "m"));
    }
  });

  it("no health check has a password among its arguments, and no process leaves its memory on the disk", () => {
    for (const { healthcheck } of Object.values(services)) expect(JSON.stringify(healthcheck ?? {})).not.toContain("PASSWORD");
    for (const name of ["server", "worker@", "migrate"]) expect(readFileSync(`deploy/systemd/huifang-${name}.service`, "utf8")).toMatch(/^LimitCORE=0$/m);
  });
});

describe("the Dockerfile", () => {
  const lines = readFileSync("Dockerfile", "utf8")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
  const of = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  it("copies what there is and what .dockerignore lets through, and nothing that holds a secret", () => {
    const copied = of("COPY")
      .filter((line) => !line.startsWith("--from"))
      .flatMap((line) => line.split(" ").slice(0, -1));
    const through = readFileSync(".dockerignore", "utf8")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    expect(copied.toSorted()).toEqual(through.toSorted());
    for (const file of copied) expect(existsSync(file), file).toBe(true);
  });

  it("runs as nobody in particular, what it names exists, and its health check reads as JSON", () => {
    expect(of("USER")).toEqual(["node"]);
    const [entry = "[]"] = of("ENTRYPOINT");
    expect(existsSync(z.array(z.string()).parse(JSON.parse(entry))[1] ?? "")).toBe(true);
    const [health = ""] = of("HEALTHCHECK");
    expect(z.array(z.string()).parse(JSON.parse(health.slice(health.indexOf("CMD ") + 4)))).toHaveLength(3);
    const node = Number(/^node:(\d+)-slim/.exec(of("FROM")[0] ?? "")?.[1]);
    expect(node).toBe(20);
  });
});

describe("the systemd units", () => {
  const units = ["huifang-server.service", "huifang-worker@.service", "huifang-migrate.service"].map((name) => `deploy/systemd/${name}`);

  it("are read by systemd without a complaint", () => {
    const [verify] = ["/usr/bin/systemd-analyze", "/bin/systemd-analyze"].filter((file) => existsSync(file));
    if (verify === undefined) return console.warn("systemd-analyze is not on this machine: the units' grammar is not checked");
    expect(execFileSync(verify, ["verify", ...units], { encoding: "utf8" })).toBe("");
  });

  it("give only the migrations the owner's password, and let work be finished", () => {
    const texts = units.map((file) => readFileSync(file, "utf8"));
    expect(texts.map((unit) => unit.includes("admin-environment"))).toEqual([false, false, true]);
    for (const unit of texts.slice(0, 2)) expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(33);
    for (const unit of texts) expect(unit).toMatch(/^User=huifang$/m);
  });
});
