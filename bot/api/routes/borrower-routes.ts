import { createRoute, z } from "@hono/zod-openapi";
import { correctReply, liftHold, makeChatLink, makeTelegramLink, revokeLinks, settleUnknown } from "../../app/console/commands.ts";
import { answer, refusal } from "../answer.ts";
import type { ConsoleApiDeps } from "../deps.ts";
import { borrowerRow, borrowerView, chatLine, chatLinkMade, done, idParam, linksRevoked, meaningBody, outcomeBody, page, telegramLinkMade } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";

const borrowerPage = page(borrowerRow);
const conversationPage = page(chatLine);
const after = z.string().max(200).optional();

const listBorrowers = createRoute({
  method: "get",
  path: "/api/console/borrowers",
  request: { query: z.object({ search: z.string().max(100).optional(), after }) },
  responses: { 200: json("Borrowers by the lender's id; `search` is the beginning of a borrower's or loan's id", borrowerPage), ...problems },
});
const readBorrower = createRoute({
  method: "get",
  path: "/api/console/borrowers/{id}",
  request: { params: idParam },
  responses: { 200: json("The borrower, the ledger, what happened", borrowerView), ...problems },
});
const readConversation = createRoute({
  method: "get",
  path: "/api/console/borrowers/{id}/conversation",
  request: { params: idParam, query: z.object({ after }) },
  responses: { 200: json("What both sides said, newest first", conversationPage), ...problems },
});
const chatLink = createRoute({
  method: "post",
  path: "/api/console/borrowers/{id}/chat-link",
  request: { params: idParam },
  responses: { 200: json("A link to the borrower's own chat page", chatLinkMade), ...problems },
});
const telegramLink = createRoute({
  method: "post",
  path: "/api/console/borrowers/{id}/telegram-link",
  request: { params: idParam },
  responses: { 200: json("A link that opens the bot in Telegram and binds the chat to this borrower, once", telegramLinkMade), ...problems },
});
const revoke = createRoute({
  method: "post",
  path: "/api/console/borrowers/{id}/revoke-links",
  request: { params: idParam },
  responses: { 200: json("None of the borrower's links opens anything any more; how many still did", linksRevoked), ...problems },
});
const settle = createRoute({
  method: "post",
  path: "/api/console/messages/{id}/outcome",
  request: { params: idParam, ...body(outcomeBody) },
  responses: { 200: json("What became of a message that the provider gave no answer for", done), ...problems },
});
const correct = createRoute({
  method: "post",
  path: "/api/console/messages/{id}/meaning",
  request: { params: idParam, ...body(meaningBody) },
  responses: { 200: json("What the borrower's text meant, as an example to learn from; nothing that was done with it changes", done), ...problems },
});
const lift = createRoute({
  method: "post",
  path: "/api/console/holds/{id}/lift",
  request: { params: idParam },
  responses: { 200: json("Lifted", done), ...problems },
});

export function borrowerRoutes(deps: ConsoleApiDeps) {
  return newRoutes()
    .openapi(listBorrowers, async (c) => {
      const { search, after: from } = c.req.valid("query");
      const rows = await deps.store.borrowers({ ...(search !== undefined && { search }), ...(from !== undefined && { after: from }) }, look(c, deps));
      return c.json(borrowerPage.parse(rows), 200);
    })
    .openapi(readBorrower, async (c) => {
      const found = await deps.store.borrower(c.req.valid("param").id, look(c, deps));
      return found ? c.json(borrowerView.parse(found), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(readConversation, async (c) => {
      const { after: from } = c.req.valid("query");
      const found = await deps.store.conversation(c.req.valid("param").id, { ...(from !== undefined && { after: from }) }, look(c, deps));
      return found ? c.json(conversationPage.parse(found), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(chatLink, async (c) => {
      const made = await makeChatLink(deps, c.var.caller, c.req.valid("param").id);
      return made.status === "made" ? c.json(chatLinkMade.parse(made), 200) : refusal(c, made);
    })
    .openapi(telegramLink, async (c) => {
      const made = await makeTelegramLink(deps, c.var.caller, c.req.valid("param").id);
      return made.status === "made" ? c.json(telegramLinkMade.parse(made), 200) : refusal(c, made);
    })
    .openapi(revoke, async (c) => {
      const revoked = await revokeLinks(deps, c.var.caller, c.req.valid("param").id);
      return revoked.status === "revoked" ? c.json(linksRevoked.parse(revoked), 200) : refusal(c, revoked);
    })
    .openapi(settle, async (c) => answer(c, await settleUnknown(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json").outcome)))
    .openapi(correct, async (c) => answer(c, await correctReply(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json").intents)))
    .openapi(lift, async (c) => answer(c, await liftHold(deps, c.var.caller, c.req.valid("param").id)));
}
