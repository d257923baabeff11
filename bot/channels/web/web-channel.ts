import type { Bulletin, Channel, Clock } from "../../app/ports.ts";

export interface WebChannelDeps {
  readonly bulletin: Bulletin;
  readonly clock: Clock;
}

/**
 * The lender's own chat page as a channel. The message row is the delivery: the page reads it; sending only tells
 * open pages to look. There is no provider, so no webhook: what borrowers write comes in through the chat pages.
 */
export function createWebChannel({ bulletin, clock }: WebChannelDeps): Channel {
  return {
    name: "web",
    // no provider, no limit
    perSecond: Number.POSITIVE_INFINITY,
    async send({ messageId, contactPointId }) {
      // A lost bulletin is made good by the page's next look: it cannot make the message undelivered.
      await bulletin.publish("chat", contactPointId).catch(() => undefined);
      return { status: "sent", providerMessageId: messageId, at: clock.now() };
    },
    readWebhook: () => ({ status: "refused" }),
  };
}
