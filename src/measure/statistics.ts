/** A share with the bounds of its 95 % interval; all three are undefined where nothing was counted. */
export interface Share {
  hits: number;
  of: number;
  value: number | undefined;
  low: number | undefined;
  high: number | undefined;
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;

/** Wilson’s score interval: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, 1927. */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return { hits, of, value: undefined, low: undefined, high: undefined };
  const share = hits / of;
  const centre = share + Z ** 2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return {
    hits,
    of,
    value: share,
    low: Math.max(0, (centre - half) / scale),
    high: Math.min(1, (centre + half) / scale),
  };
}

/**
 * F1 with its interval. TP / (TP + FP + FN) is a share J of counted cases, and F1 = 2J / (1 + J) rises with it, so that
 * Wilson’s bounds for J become bounds for F1.
 */
export function f1(truePositives: number, falsePositives: number, falseNegatives: number): Share {
  const share = wilson(truePositives, truePositives + falsePositives + falseNegatives);
  const fromShare = (j: number | undefined) => (j === undefined ? undefined : (2 * j) / (1 + j));
  return { ...share, value: fromShare(share.value), low: fromShare(share.low), high: fromShare(share.high) };
}

/** Precision where a share `prevalence` of all workers is fraudulent: `rπ / (rπ + f(1 − π))`. */
export function ppv(recall: number, falsePositiveRate: number, prevalence: number): number | undefined {
  const found = recall * prevalence;
  const alarmed = found + falsePositiveRate * (1 - prevalence);
  return alarmed === 0 ? undefined : found / alarmed;
}

/** The `q` quantile (0–1), between neighbours in proportion; undefined of nothing. */
export function quantile(numbers: readonly number[], q: number): number | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}
