import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** A description of the Bot API, method by method, where this machine has one; our own requests are checked by zod anyway. */
const file = process.env["TELEGRAM_BOT_API_SPEC"] ?? "/work/shared/specs/telegram-bot-api.json";
export const hasTelegramSpec = existsSync(file);

const field = z.object({ name: z.string(), types: z.array(z.string()), required: z.boolean() });
const specForm = z.object({
  methods: z.record(z.string(), z.object({ fields: z.array(field).default([]) })),
  types: z.record(z.string(), z.object({ fields: z.array(field).default([]), subtypes: z.array(z.string()).default([]) })),
});

/** What is wrong with a request of that method, by the description: an unknown or missing field, a wrong type. */
export function telegramFaults(method: string, params: object): string[] {
  const spec = specForm.parse(JSON.parse(readFileSync(file, "utf8")));
  const found = spec.methods[method];
  if (!found) return [`${method}: no such method`];
  return faultsIn(method, found.fields, params);

  function faultsIn(at: string, fields: z.output<typeof field>[], value: object): string[] {
    const given = Object.entries(value);
    const unknown = given.filter(([name]) => !fields.some((one) => one.name === name)).map(([name]) => `${at}.${name}: unknown`);
    const missing = fields.filter(({ name, required }) => required && !given.some(([one]) => one === name)).map(({ name }) => `${at}.${name}: missing`);
    const wrong = given.flatMap(([name, one]) => {
      const types = fields.find((each) => each.name === name)?.types ?? [];
      const faults = types.map((type) => typeFaults(`${at}.${name}`, type, one));
      return faults.some((list) => list.length === 0) ? [] : (faults[0] ?? []);
    });
    return [...unknown, ...missing, ...wrong];
  }

  function typeFaults(at: string, type: string, value: unknown): string[] {
    const of = /^Array of (.+)$/.exec(type)?.[1];
    if (of !== undefined) return Array.isArray(value) ? value.flatMap((one: unknown, i) => typeFaults(`${at}.${String(i)}`, of, one)) : [`${at}: no list`];
    switch (type) {
      case "Integer":
        return Number.isSafeInteger(value) ? [] : [`${at}: no integer`];
      case "String":
        return typeof value === "string" ? [] : [`${at}: no text`];
      case "Boolean":
        return typeof value === "boolean" ? [] : [`${at}: no boolean`];
      default: {
        const known = spec.types[type];
        if (!known) return [`${at}: ${type} is not described`];
        return typeof value === "object" && value !== null ? faultsIn(at, known.fields, value) : [`${at}: no ${type}`];
      }
    }
  }
}
