/** One line per request, from which nobody can tell who did what: that is the audit's task, under its own rights. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';
import type { Dependencies } from '../context.ts';

/** Request id, method, route pattern (never the address), status, duration, and the client's address as a keyed hash. */
export function logRequests({ config, log }: Pick<Dependencies, 'config' | 'log'>): RequestHandler {
  const keyed = (value: string) =>
    createHmac('sha256', config.sessionSecret).update(`client ${value}`).digest('hex').slice(0, 10);
  const line = (req: Request, res: Response, { responseTime }: { responseTime: number }) => ({
    method: req.method,
    route: routeOf(req),
    status: res.statusCode,
    ms: responseTime,
    client: keyed(req.ip ?? ''),
  });

  return pinoHttp<Request, Response>({
    logger: log,
    // Bound loggers know the number of the request and nothing else of it.
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    // The number is ours: one from outside could forge lines.
    genReqId: () => randomUUID(),
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: (req, res, value: { responseTime: number }) => line(req, res, value),
    customErrorObject: (req, res, _error, value: { responseTime: number }) => line(req, res, value),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request failed',
  });
}

/** `/office/facilities/:id`; ids that a router was mounted under are hidden too. */
function routeOf(req: Request): string {
  const route = req.route as { path?: unknown } | undefined;
  if (!route) return 'none';
  return req.baseUrl.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, ':id') + [route.path].flat().map(String).join('|');
}
