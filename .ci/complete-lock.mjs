// Completes package-lock.json with the optional packages of other platforms.
//
// npm leaves an optional package out of the lock where the registry at hand does not have it, and `npm ci` then refuses
// the lock on every machine. Such a package is never installed where its system or processor does not fit, so its entry
// needs no more than name, version and what it fits. Run after `npm install`: node .ci/complete-lock.mjs
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = {
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  windows: "win32",
  freebsd: "freebsd",
  netbsd: "netbsd",
  openbsd: "openbsd",
  android: "android",
  openharmony: "openharmony",
  aix: "aix",
  sunos: "sunos",
};
const processors = {
  arm64: "arm64",
  x64: "x64",
  ia32: "ia32",
  arm: "arm",
  armv7: "arm",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  loong64: "loong64",
  mips64el: "mips64el",
};

let added = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (known(place, name)) continue;
    const words = name.split("/").pop().split("-");
    const os = words.map((word) => systems[word]).find(Boolean);
    const cpu = words.map((word) => processors[word]).find(Boolean);
    if (!os || !cpu || !/^\d/.test(version)) {
      console.error(`not completed: ${name}@${version} (of ${place || "the project"}): no system and processor in its name`);
      process.exitCode = 1;
      continue;
    }
    const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.some((word) => word.startsWith("gnu")) ? ["glibc"] : undefined;
    lock.packages[`node_modules/${name}`] = { version, cpu: [cpu], ...(entry.dev && { dev: true }), ...(libc && { libc }), optional: true, os: [os] };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages of other platforms added`);

/** As Node looks it up: in the package's own folder, then in each above it. */
function known(place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
    if (!at.includes("/node_modules/")) {
      if (lock.packages[`node_modules/${name}`]) return true;
      return false;
    }
  }
}
