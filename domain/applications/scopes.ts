/** What the software of an operator may be let do, and what it may be told of. */
export const scopes = ['attendance:read', 'attendance:write'] as const;
export type Scope = (typeof scopes)[number];

export const webhookEvents = ['attendance.sent', 'attendance.reopened', 'quarter.status-changed'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
