/** OpenTelemetry's API only: without an SDK, which the operator loads or does not, all of this does nothing. */
import { ProxyTracerProvider, SpanKind, SpanStatusCode, trace, type Attributes } from "@opentelemetry/api";

/** Whether an SDK was loaded before us (NODE_OPTIONS=--import). */
export function tracing(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer("huifang") !== undefined;
}

/** `attributes` hold ids and words of closed lists only. A fault leaves its name: its message may quote a borrower. */
export async function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>, kind = SpanKind.INTERNAL): Promise<T> {
  return trace.getTracer("huifang").startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work();
    } catch (fault) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: fault instanceof Error ? fault.name : "fault" });
      throw fault;
    } finally {
      span.end();
    }
  });
}
