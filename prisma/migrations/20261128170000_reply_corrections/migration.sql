-- CreateTable
CREATE TABLE "reply_correction" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "intents" TEXT[],
    "nth" INTEGER NOT NULL,
    "officer" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reply_correction_message_id_nth_key" ON "reply_correction"("message_id", "nth");

-- AddForeignKey
ALTER TABLE "reply_correction" ADD CONSTRAINT "reply_correction_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Not Prisma's: the closed list (domain/replies/reply.ts), and something of it.
ALTER TABLE "reply_correction" ADD CONSTRAINT "reply_correction_intents" CHECK (cardinality("intents") > 0 AND "intents" <@ ARRAY[
  'paid', 'promise', 'partial', 'extension', 'hardship', 'dispute', 'wrong_person', 'deceased', 'refuse', 'opt_out', 'question', 'human', 'abusive', 'distress', 'unclear']);
