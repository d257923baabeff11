import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "../api/queries.ts";
import { replayDead, replayDelivery, useDeliveries, type Delivery, type DeliveryState } from "../api/webhook-queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { webhookStrings } from "../strings/webhook-strings.ts";
import { CommandFault, Empty, Loaded, Tag } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

const states: readonly DeliveryState[] = ["all", "pending", "delivered", "dead"];

export function WebhookDeliveries() {
  const { t, language } = useLanguage();
  const w = webhookStrings[language];
  const [state, setState] = useState<DeliveryState>("all");
  const query = useDeliveries(state);
  const replay = useCommand(replayDead);
  return (
    <>
      <div className="head" style={{ marginTop: 28 }}>
        <h2>{w.deliveries}</h2>
        <SegmentedControl
          value={state}
          onChange={(value) => setState(states.find((each) => each === value) ?? "all")}
          data={states.map((value) => ({ value, label: w[value] }))}
        />
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return (
            <div className="card">
              {rows.length === 0 && <Empty>{w.noDeliveries}</Empty>}
              <ul className="list">
                {rows.map((row) => (
                  <li key={row.id}>
                    <DeliveryItem row={row} />
                  </li>
                ))}
              </ul>
              <div className="row">
                {query.hasNextPage && (
                  <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t.common.more}
                  </Button>
                )}
                {state === "dead" && rows.length > 0 && (
                  <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate(undefined)}>
                    {w.replayDead}
                  </Button>
                )}
              </div>
              <CommandFault command={replay} />
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

function DeliveryItem({ row }: { row: Delivery }) {
  const { language } = useLanguage();
  const w = webhookStrings[language];
  const format = useFormat();
  const replay = useCommand(replayDelivery);
  const state = states.find((each) => each === row.state);
  return (
    <div className="stack" style={{ paddingBlock: 12, gap: 4 }}>
      <div className="row">
        <b>{row.type}</b>
        <Tag tone={row.state === "dead" ? "red" : row.state === "delivered" ? "pine" : "amber"}>{state ? w[state] : row.state}</Tag>
        {row.state !== "pending" && (
          <Button size="compact-sm" variant="subtle" loading={replay.isPending} onClick={() => replay.mutate(row.id)}>
            {w.again}
          </Button>
        )}
      </div>
      <div className="muted small" style={{ overflowWrap: "anywhere" }}>
        {row.host} · {w.at} {format.moment(row.at)} · {w.attempts}: {row.attempts}
        {row.outcome && ` · ${w.outcome}: ${row.outcome}`}
      </div>
      <CommandFault command={replay} />
    </div>
  );
}
