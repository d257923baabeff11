import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

const deliveries = api["webhook-deliveries"];

export type Webhook = InferResponseType<typeof api.webhooks.$get, 200>["items"][number];
export type Delivery = InferResponseType<typeof deliveries.$get, 200>["items"][number];
export type DeliveryState = "all" | "pending" | "delivered" | "dead";

export const useWebhooks = () => useQuery({ queryKey: ["webhooks"], queryFn: () => parseResponse(api.webhooks.$get()) });

export const useDeliveries = (state: DeliveryState) =>
  useInfiniteQuery({
    queryKey: ["webhook-deliveries", state],
    queryFn: ({ pageParam }) => parseResponse(deliveries.$get({ query: { ...(state !== "all" && { state }), ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const addWebhook = (json: { url: string; events: string[] }) => parseResponse(api.webhooks.$post({ json }));
export const removeWebhook = (id: string) => parseResponse(api.webhooks[":id"].remove.$post({ param: { id } }));
export const enableWebhook = (id: string) => parseResponse(api.webhooks[":id"].enable.$post({ param: { id } }));
export const rotateWebhook = (id: string) => parseResponse(api.webhooks[":id"].rotate.$post({ param: { id } }));
export const replayDelivery = (id: string) => parseResponse(deliveries.replay.$post({ json: { what: "delivery", id } }));
export const replayDead = () => parseResponse(deliveries.replay.$post({ json: { what: "dead", since: "1970-01-01T00:00:00Z" } }));
