-- Backup, restore, erasure and retention.

-- AlterTable
ALTER TABLE "installation" ADD COLUMN "restored_at" TIMESTAMPTZ(3),
ADD COLUMN "last_backup_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "chat_link_expires_at_idx" ON "chat_link"("expires_at");

-- What Prisma's schema language cannot say.

-- Who was erased: beside the keys, so that it goes with their backup and a restore can erase again. No foreign key: the
-- list outlives what it speaks of.
CREATE TABLE "keys"."erasure" (
    "borrower_id" UUID NOT NULL PRIMARY KEY,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,
    -- a code, never free text
    "reason" TEXT NOT NULL,
    "erased_by" TEXT NOT NULL
);

-- Retention finds what belongs to nobody without reading the rest.
CREATE INDEX "inbound_of_nobody" ON "inbound_event"("received_at") WHERE "state" = 'nobody';
CREATE INDEX "inbound_done" ON "inbound_event"("received_at") WHERE "state" IN ('done', 'failed');
