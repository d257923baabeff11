import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";

const form = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() })) }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Holds every response to what the published document says of its route, status and media type. */
export function createContract(document: unknown) {
  const { paths, components } = form.parse(document);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const compiled = new Map<string, ValidateFunction>();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      path,
      responses,
      fixed: path.split("/").filter((part) => !part.startsWith("{")).length,
      like: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    })),
  );
  const seen = new Set<string>();
  return {
    operations: operations.map(({ method, path }) => `${method} ${path}`),
    seen,
    async check(method: string, pathname: string, response: Response): Promise<void> {
      // The one with the fewest parameters: /promises/counts before /promises/{id}.
      const [operation] = operations.filter((one) => one.method === method && one.like.test(pathname)).toSorted((a, b) => b.fixed - a.fixed);
      if (!operation) {
        if (response.status !== 404) throw new Error(`${method} ${pathname} is not in the document and answers ${String(response.status)}`);
        return;
      }
      const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
      const name = `${operation.method} ${operation.path} ${String(response.status)}`;
      const schema = operation.responses[String(response.status)]?.content?.[type]?.schema;
      if (schema === undefined) throw new Error(`${name} ${type} is not in the document`);
      let validate = compiled.get(name);
      if (!validate) {
        validate = ajv.compile(resolved(schema, components));
        compiled.set(name, validate);
      }
      if (!validate(await response.clone().json())) throw new Error(`${name} is not as documented: ${ajv.errorsText(validate.errors)}`);
      seen.add(name);
    },
  };
}

/** One document of its own, in which `#/components/…` points to what it did. */
const resolved = (schema: unknown, components: unknown): object => ({ allOf: [schema], components });
