import { describe, expect, it } from "vitest";
import { approveTemplate, templateStandings, withdrawTemplate } from "../../../bot/app/wording/approve-template.ts";
import type { ApprovalStore, TemplateDecision } from "../../../bot/app/wording/ports.ts";
import { instant } from "../../../bot/domain/calendar.ts";
import { loadMessageTemplates } from "../../../bot/templates/load-message-templates.ts";
import { showTemplate } from "../../../bot/templates/show-template.ts";
import { theGuard } from "../../../bot/templates/the-guard.ts";

const { guard } = await theGuard("templates");
const { templates } = await loadMessageTemplates("templates/messages");
const shipped = templates.get("reminder-late");
if (!guard || !shipped) throw new Error("templates have problems");
const version = shipped.version;

function desk(writtenBy: string | undefined, released = false) {
  const made: TemplateDecision[] = [];
  const approvals: ApprovalStore = {
    decisions: () => Promise.resolve(made),
    decide: (decision) => Promise.resolve(made.push(decision) > 0),
  };
  const { writtenBy: _, ...shown } = showTemplate(shipped!, guard!, "惠农", released);
  const template = { ...shown, ...(writtenBy !== undefined && { writtenBy }) };
  return { made, deps: { approvals, shelf: { templates: [template], approvalNeeded: true }, clock: { now: () => instant("2026-11-22T06:30:00Z"), speed: 1 } } };
}

describe("a lender's own template", () => {
  it("is a draft until a second person approves it", async () => {
    const { deps } = desk("liming");
    expect((await templateStandings(deps))[0]?.state).toBe("draft");
    expect(await approveTemplate(deps, "wangfang", "reminder-late", version)).toEqual({ status: "done" });
    expect((await templateStandings(deps))[0]).toMatchObject({ state: "approved", decidedBy: "wangfang" });
  });

  it.each(["liming", "LiMing", " liming ", "ｌｉｍｉｎｇ"])("is not approved by who wrote it: %s", async (officer) => {
    const { deps, made } = desk("liming");
    expect(await approveTemplate(deps, officer, "reminder-late", version)).toEqual({ status: "refused", state: "own_text" });
    expect(made).toEqual([]);
  });

  it("is not approved without its writer, in another version, or against the guard", async () => {
    expect(await approveTemplate(desk(undefined).deps, "wangfang", "reminder-late", version)).toEqual({ status: "refused", state: "writer_unknown" });
    expect(await approveTemplate(desk("liming").deps, "wangfang", "reminder-late", "000000000000")).toEqual({ status: "refused", state: "another_version" });
    const { deps } = desk("liming");
    const [template] = deps.shelf.templates;
    const bad = {
      ...template!,
      shown: {
        ...template!.shown,
        en: {
          ...template!.shown.en,
          findings: [{ category: "force", span: { start: 0, end: 1 }, words: "x", why: { "zh-CN": "", en: "" }, suggestion: { "zh-CN": "", en: "" } }],
        },
      },
    };
    expect(await approveTemplate({ ...deps, shelf: { templates: [bad], approvalNeeded: true } }, "wangfang", "reminder-late", version)).toEqual({
      status: "refused",
      state: "guard",
    });
  });

  it("that came with the release is approved by it, and may be withdrawn", async () => {
    const { deps } = desk(undefined, true);
    expect((await templateStandings(deps))[0]?.state).toBe("released");
    expect(await withdrawTemplate(deps, "wangfang", "reminder-late", version)).toEqual({ status: "done" });
    expect((await templateStandings(deps))[0]?.state).toBe("withdrawn");
  });
});
