import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useWhy } from "../api/forecast-queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { whySentence } from "../strings/why-words.ts";
import { useInstallationDay } from "./use-installation-day.ts";

/** Above a borrower's timeline: pick a day, and read in one sentence why there was a text, or none; or will be. */
export function WhyCard({ borrowerId }: { borrowerId: string }) {
  const { t, language } = useLanguage();
  const today = useInstallationDay();
  const [picked, setPicked] = useState<string>();
  const day = picked ?? today ?? "";
  const query = useWhy(borrowerId, day);
  return (
    <div className="why">
      <TextInput
        type="date"
        size="xs"
        label={t.borrower.whyDay}
        value={day}
        onChange={(event) => event.currentTarget.value !== "" && setPicked(event.currentTarget.value)}
      />
      <div className="why-said" aria-live="polite">
        {query.data ? (
          <p className="small wrap">{whySentence(query.data, day, language, t)}</p>
        ) : (
          <p className="small muted">{query.isError ? t.common.failed : t.common.loading}</p>
        )}
      </div>
    </div>
  );
}
