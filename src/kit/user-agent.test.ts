import { describe, expect, it } from 'vitest';
import { isHandheld, osFamily } from './user-agent.ts';

describe('the family of the operating system', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0', 'windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15', 'macos'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15', 'ios'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile', 'android'],
    ['Mozilla/5.0 (X11; CrOS x86_64 15633.69.0) AppleWebKit/537.36', 'chromeos'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'linux'],
    ['python-requests/2.32', undefined],
  ])('of %s is %s', (userAgent, family) => {
    expect(osFamily(userAgent)).toBe(family);
    expect(isHandheld(userAgent)).toBe(family === 'ios' || family === 'android');
  });

  it('is not known without a user agent', () => {
    expect(osFamily(undefined)).toBeUndefined();
    expect(isHandheld(undefined)).toBe(false);
  });
});
