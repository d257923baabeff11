-- AlterTable
ALTER TABLE "inbound_event" ADD COLUMN     "media" TEXT,
ADD COLUMN     "pressed_message_id" UUID;

-- CreateTable
CREATE TABLE "channel_link" (
    "token_hash" BYTEA NOT NULL,
    "channel" TEXT NOT NULL,
    "borrower_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "contact_point_id" UUID,

    CONSTRAINT "channel_link_pkey" PRIMARY KEY ("token_hash")
);

-- Not Prisma's: UNLOGGED, since a write for each few texts must not wait for the disk, and losing it costs nothing.
CREATE UNLOGGED TABLE "channel_pace" (
    "channel" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,
    "queued_to" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "channel_pace_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE INDEX "channel_link_borrower_id_idx" ON "channel_link"("borrower_id");

-- Presses of one message's buttons: the first counts.
CREATE INDEX "inbound_event_pressed" ON "inbound_event"("pressed_message_id") WHERE "pressed_message_id" IS NOT NULL;
