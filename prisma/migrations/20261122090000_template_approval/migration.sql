-- What people decided of a version of a template; a version without a row is as it was shipped, or a draft.

-- CreateTable
CREATE TABLE "template_approval" (
    "id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "written_by" TEXT,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_approval_pkey" PRIMARY KEY ("id"),
    -- Not Prisma's: nobody approves a text of their own.
    CONSTRAINT "template_approval_state" CHECK ("state" IN ('approved', 'withdrawn')),
    CONSTRAINT "template_approval_second_person" CHECK ("state" <> 'approved' OR "written_by" IS NULL OR lower("written_by") <> lower("decided_by"))
);

-- CreateIndex
CREATE UNIQUE INDEX "template_approval_template_version_key" ON "template_approval"("template", "version");
