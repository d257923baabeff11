import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../strings/language.tsx";
import { Loaded } from "./bits.tsx";

interface Pages<Item> {
  readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined;
  readonly isError: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

/** A list that is read a page at a time. */
export function PagedList<Item extends { readonly id: string }>({
  query,
  empty,
  children,
}: {
  query: Pages<Item>;
  empty: ReactNode;
  children: (item: Item) => ReactNode;
}) {
  const { t } = useLanguage();
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <div className="card">{empty}</div>;
        return (
          <div className="card">
            <ul className="list">
              {items.map((item) => (
                <li key={item.id}>{children(item)}</li>
              ))}
            </ul>
            {query.hasNextPage && (
              <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t.common.more}
              </Button>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
