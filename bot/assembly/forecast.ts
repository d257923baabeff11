import type { ForecastDeps } from "../app/forecast/deps.ts";
import { createForecastDesk, type ForecastDesk } from "../app/forecast/forecast-desk.ts";
import { createForecastStore } from "../store/forecast/forecast-store.ts";
import type { Core } from "./core.ts";
import { proofOf } from "./proof.ts";

/** What a forecast needs, for the command and the console's page. */
export const forecastDeps = (core: Core): ForecastDeps & { readonly casesADay: number } => ({
  ...core,
  store: createForecastStore(core.database, core.vault),
  lender: core.installation.lender,
  proof: proofOf(core),
  goLiveAt: core.installation.goLiveAt,
  restoredAt: core.installation.restoredAt,
  channels: new Set(["sim", "web", ...(core.config.TELEGRAM_BOT_TOKEN === undefined ? [] : ["telegram"])]),
  casesADay: core.config.OFFICER_CASES_PER_DAY,
});

export function openForecastDesk(core: Core): { readonly desk: ForecastDesk; readonly deps: ForecastDeps } {
  const deps = forecastDeps(core);
  return { desk: createForecastDesk(deps), deps };
}
