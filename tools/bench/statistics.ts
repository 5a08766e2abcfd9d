export const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
export const quantile = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))]!;
export const median = (list: readonly number[]): number => quantile(list, 0.5);
export const geometricMean = (ratios: readonly number[]): number => Math.exp(sum(ratios.map(Math.log)) / ratios.length);
