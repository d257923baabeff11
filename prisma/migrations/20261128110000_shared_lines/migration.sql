-- AlterTable
ALTER TABLE "inbound_event" ADD COLUMN     "who" TEXT;

-- CreateTable
CREATE TABLE "shared_line" (
    "channel" TEXT NOT NULL,
    "address_index" BYTEA NOT NULL,
    "contact_point_id" UUID NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shared_line_pkey" PRIMARY KEY ("channel","address_index")
);

-- CreateIndex
CREATE INDEX "shared_line_contact_point_id_idx" ON "shared_line"("contact_point_id");
