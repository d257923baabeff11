import { sendAlert, type SendAlertDeps } from "../bot/app/alerts/send-alert.ts";
import { deliverDue, type DeliverDeps } from "../bot/app/outward/deliver-due.ts";
import { outwardJob } from "./queues.ts";

export function outwardsJob(deps: { readonly webhooks: DeliverDeps; readonly alerts: SendAlertDeps }) {
  return (data: unknown): Promise<void> => {
    const { of, id } = outwardJob.parse(data);
    return of === "subscription" ? deliverDue(deps.webhooks, id) : sendAlert(deps.alerts, id);
  };
}
