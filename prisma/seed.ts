/** `npx prisma db seed`: the demo book, into an empty database (as `npm start` does for the embedded one). */
import { openCore } from "../bot/assembly/core.ts";
import { readConfig } from "../bot/config.ts";
import { seedDemo } from "../bot/demo/seed-demo.ts";
import { createLog } from "../bot/log.ts";
import { createBookStore } from "../bot/store/import/book-store.ts";

const config = readConfig(process.env);
const core = await openCore(config, createLog(config.LOG_LEVEL), { connections: 4 });
try {
  const isEmpty = (await core.database.borrower.findFirst({ select: { id: true } })) === null;
  const seeded = isEmpty ? await seedDemo({ ...core, book: createBookStore(core.database, core.vault) }, config.HUIFANG_DATA_DIR) : 0;
  console.log(isEmpty ? `${String(seeded)} borrowers` : "there are borrowers already: nothing seeded");
} finally {
  await core.close();
}
