import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, DriverAdapterError, bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { createDatabase, dropDatabase, plainUrl, shadowUrlFor } from "./databases.mjs";

/** Commands such as `diff --from-empty --to-schema` come without a database and never use it. */
const NO_DATABASE = "postgresql://127.0.0.1:1/none";

const TEXT_OID = 25;
/** Types of catalog columns that introspection reads and adapter-pg 7.10.0 refuses; their text is what is wanted. */
const CATALOG_TYPES = new Map([
  [18, ColumnTypeEnum.Character], // "char"
  [24, ColumnTypeEnum.Text], // regproc
  [194, ColumnTypeEnum.Text], // pg_node_tree
  [1002, ColumnTypeEnum.CharacterArray], // "char"[]
  [1003, ColumnTypeEnum.TextArray], // name[]
  [2205, ColumnTypeEnum.Text], // regclass
  [2206, ColumnTypeEnum.Text], // regtype
]);

/** Gives the wasm engine its connections: to the database, and to shadow databases made and dropped next to it. */
export function adapterFactory({ url = NO_DATABASE, shadowDatabaseUrl }) {
  return bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(url),
    // not PrismaPg's own: given an address, it connects to the main database again
    connectToShadowDb: () => (shadowDatabaseUrl ? emptied(shadowDatabaseUrl) : temporary(shadowUrlFor(url))),
  });
}

async function temporary(url) {
  await createDatabase(url);
  const adapter = await connect(url);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await dropDatabase(url);
  };
  return adapter;
}

async function emptied(url) {
  const adapter = await connect(url);
  await adapter.executeScript("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;");
  return adapter;
}

async function connect(url) {
  const schema = new URL(url).searchParams.get("schema");
  const factory = new PrismaPg({ connectionString: plainUrl(url), max: 1 }, schema === null ? undefined : { schema });
  return mended(await factory.connect());
}

/** Works around three faults of adapter-pg 7.10.0 by replacing methods on the object (also on its transactions). */
function mended(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const startTransaction = adapter.startTransaction?.bind(adapter);
  let lastTypes = [];

  adapter.performIO = async (query) => {
    const result = await performIO(query);
    lastTypes = (result.fields ?? []).map((field) => field.dataTypeID);
    for (const field of result.fields ?? []) if (CATALOG_TYPES.has(field.dataTypeID)) field.dataTypeID = TEXT_OID;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    return { ...result, columnTypes: result.columnTypes.map((type, i) => CATALOG_TYPES.get(lastTypes[i]) ?? type) };
  };
  // adapter-pg splits scripts at every ";", also inside $$ bodies; the native engine sends the file whole
  if (adapter.executeScript) adapter.executeScript = (sql) => adapter.client.query(sql).then(() => undefined, rethrow);
  if (startTransaction) adapter.startTransaction = async (...options) => mended(await startTransaction(...options));
  return adapter;
}

function rethrow(fault) {
  throw new DriverAdapterError({
    kind: "postgres",
    originalCode: fault.code,
    originalMessage: fault.message,
    code: fault.code ?? "N/A",
    severity: fault.severity ?? "N/A",
    message: fault.message,
    detail: fault.detail,
    column: fault.column,
    hint: fault.hint,
  });
}
