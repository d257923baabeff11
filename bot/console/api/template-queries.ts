import { useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

const templates = api.templates;
export type TemplateItem = InferResponseType<typeof templates.$get, 200>["items"][number];

export const useTemplates = () => useQuery({ queryKey: ["templates"], queryFn: () => parseResponse(templates.$get()) });
/** Of exactly the version that is on the page. */
export const approveTemplate = ({ id, version }: Pick<TemplateItem, "id" | "version">) =>
  parseResponse(templates[":id"].approve.$post({ param: { id }, json: { version } }));
export const withdrawTemplate = ({ id, version }: Pick<TemplateItem, "id" | "version">) =>
  parseResponse(templates[":id"].withdraw.$post({ param: { id }, json: { version } }));
