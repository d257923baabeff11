import { useTemplates } from "../api/template-queries.ts";
import { Loaded } from "../parts/bits.tsx";
import { TemplateCard } from "../parts/template-card.tsx";
import { useLanguage } from "../strings/language.tsx";
import { templateStrings } from "../strings/template-strings.ts";

/** What borrowers may read, those first that wait for somebody. */
export function TemplatesPage() {
  const { language } = useLanguage();
  const w = templateStrings[language];
  const query = useTemplates();
  return (
    <>
      <div className="head">
        <h1>{w.title}</h1>
      </div>
      <Loaded query={query}>
        {({ items, approvalNeeded }) => (
          <>
            <p className="muted" style={{ marginBottom: 16 }}>
              {approvalNeeded ? w.hint : w.demoHint}
            </p>
            {items
              .toSorted((a, b) => order[a.state] - order[b.state] || (a.id < b.id ? -1 : 1))
              .map((item) => (
                <TemplateCard key={`${item.id} ${item.version}`} item={item} />
              ))}
          </>
        )}
      </Loaded>
    </>
  );
}

const order = { draft: 0, withdrawn: 1, approved: 2, released: 3 } as const;
