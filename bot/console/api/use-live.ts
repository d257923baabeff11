import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** In a burst of changes pages are read at most this often: each look is logged. */
const atMostEveryMs = 4_000;

/** Reads again when the server says that something changed; false while the line is down. */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [live, setLive] = useState(true);
  useEffect(() => {
    let timer: number | undefined;
    let first = true;
    const source = new EventSource("/api/console/events");
    const lookAgain = (): void => {
      timer = undefined;
      // A forecast takes long, and says as of when it is.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "forecast" });
    };
    source.addEventListener("change", () => {
      setLive(true);
      // what the page reads on opening is as new as the stream's own beginning
      if (first) first = false;
      else timer ??= window.setTimeout(lookAgain, atMostEveryMs);
    });
    source.addEventListener("heartbeat", () => setLive(true));
    source.addEventListener("error", () => setLive(false));
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [queries]);
  return live;
}
