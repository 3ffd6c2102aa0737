/** A successful Okta sign-in as the System Log API gives it, with what differs. */
export function oktaRecord(different: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    uuid: 'c0ffee00-0000-4000-8000-000000000001',
    published: '2026-10-14T15:00:00.000Z',
    eventType: 'user.session.start',
    outcome: { result: 'SUCCESS' },
    actor: { id: '00u1', type: 'User', alternateId: 'jane.roe@example.com', displayName: 'Jane Roe' },
    client: { ipAddress: '198.51.100.7', userAgent: { rawUserAgent: 'Mozilla/5.0' } },
    ...different,
  };
}

/** One a line. */
export const lines = (...records: object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
