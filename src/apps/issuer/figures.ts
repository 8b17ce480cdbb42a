import type { RequestHandler } from 'express';
import { httpMetrics } from '../../platform/observability/http-metrics';
import { createRegistry } from '../../platform/observability/metrics';
import { serveMetrics, type MetricsServer } from '../../platform/observability/metrics-server';

/** A file of its own, loaded where somebody asks for figures: whoever does without them does without their memory. */
export async function serveFigures(at: {
  readonly host: string;
  readonly port: number;
}): Promise<{ readonly measure: RequestHandler; readonly figures: MetricsServer }> {
  const registry = createRegistry('issuer');
  const measure = httpMetrics(registry);
  return { measure, figures: await serveMetrics(registry, at) };
}
