// AssemblyScript. Conjunctive query over two-level bitsets: one bit a row, and above it one bit a block of 512 rows that is set
// when the block may hold a bit. Then ranges on columns, a score from tables, and the best k in a heap. One call, no allocation.
// The query is a block of 32-bit words; src/query-block.ts writes it:
//  0 singles  1 groups  2 their pointers  3 bonuses  4 their pointers  5 rateMax  6 hoursFrom  7 hoursUnlimitedToo  8 offsetTable|0
//  9 k  10 seed  11 rates  12 hours  13 offsets  14 merits  15 ids  16 heap keys  17 heap rows  18 blocks  19 most bonus points
// The number in the heap is left in word 0 of the answer block at 20.

@inline function word(at: usize, n: i32): i32 { return load<i32>(at + (<usize>n << 2)); }
@inline function pointer(at: usize, n: i32): usize { return <usize>load<u32>(at + (<usize>n << 2)); }

/** Whether the id of row a comes after that of row b. */
function isAfter(ids: usize, a: i32, b: i32): bool {
  const x = ids + (<usize>a << 4), y = ids + (<usize>b << 4);
  for (let n = 0; n < 16; n += 4) {
    const p = load<u32>(x + n), q = load<u32>(y + n);
    if (p != q) return p > q;
  }
  return false;
}

/** Whether (key, row) ranks below (otherKey, otherRow). */
@inline function isWorse(ids: usize, key: i64, row: i32, otherKey: i64, otherRow: i32): bool {
  return key < otherKey || (key == otherKey && isAfter(ids, row, otherRow));
}

@inline function keep(keys: usize, rows: usize, n: i32, key: i64, row: i32): void {
  store<i64>(keys + (<usize>n << 3), key);
  store<i32>(rows + (<usize>n << 2), row);
}

function siftUp(keys: usize, rows: usize, ids: usize, size: i32, key: i64, row: i32): void {
  let n = size;
  while (n > 0) {
    const up = (n - 1) >> 1, upKey = load<i64>(keys + (<usize>up << 3)), upRow = word(rows, up);
    if (!isWorse(ids, key, row, upKey, upRow)) break;
    keep(keys, rows, n, upKey, upRow);
    n = up;
  }
  keep(keys, rows, n, key, row);
}

function siftDown(keys: usize, rows: usize, ids: usize, size: i32, key: i64, row: i32): void {
  let n = 0;
  while (true) {
    let down = 2 * n + 1;
    if (down >= size) break;
    let downKey = load<i64>(keys + (<usize>down << 3)), downRow = word(rows, down);
    if (down + 1 < size) {
      const otherKey = load<i64>(keys + (<usize>(down + 1) << 3)), otherRow = word(rows, down + 1);
      if (isWorse(ids, otherKey, otherRow, downKey, downRow)) { down++; downKey = otherKey; downRow = otherRow; }
    }
    if (!isWorse(ids, downKey, downRow, key, row)) break;
    keep(keys, rows, n, downKey, downRow);
    n = down;
  }
  keep(keys, rows, n, key, row);
}

/** 31 bits; see tieBreak in src/ranking.ts. */
@inline function tieBreak(ids: usize, row: i32, seed: u32): i64 {
  const id = ids + (<usize>row << 4);
  let hash: u32 = (load<u32>(id) ^ load<u32>(id + 4) ^ load<u32>(id + 8) ^ load<u32>(id + 12)) + seed;
  hash ^= hash >> 16; hash *= 0x7feb352d; hash ^= hash >> 15;
  return <i64>(hash & 0x7fffffff);
}

/** The 64 blocks of a summary word that may hold somebody. */
function blocksOf(query: usize, at: usize): u64 {
  let blocks: u64 = ~0;
  let p = pointer(query, 2);
  for (let n = word(query, 0); n > 0 && blocks != 0; n--) { blocks &= load<u64>(pointer(p, 1) + at); p += 8; }
  p = pointer(query, 2) + (<usize>word(query, 0) << 3);
  for (let n = word(query, 1); n > 0 && blocks != 0; n--) {
    const size = word(p, 0);
    let any: u64 = 0;
    p += 4;
    for (let m = 0; m < size; m++) { any |= load<u64>(pointer(p, 1) + at); p += 8; }
    blocks &= any;
  }
  return blocks;
}

/** 128 rows from the byte `at` of every bitset. */
@inline function rowsOf(query: usize, at: usize): v128 {
  let p = pointer(query, 2);
  let rows = v128.load(pointer(p, 0) + at);
  for (let n = word(query, 0) - 1; n > 0; n--) {
    if (!v128.any_true(rows)) return rows;
    p += 8;
    rows = v128.and(rows, v128.load(pointer(p, 0) + at));
  }
  if (!v128.any_true(rows)) return rows;
  p += 8;
  for (let n = word(query, 1); n > 0; n--) {
    const size = word(p, 0);
    let any = v128.splat<i64>(0);
    p += 4;
    for (let m = 0; m < size; m++) { any = v128.or(any, v128.load(pointer(p, 0) + at)); p += 8; }
    rows = v128.and(rows, any);
  }
  return rows;
}

/** Those of 64 rows whose rate and hours suffice, all at once. */
@inline function inRanges(query: usize, first: i32): u64 {
  const most = i32x4.splat(word(query, 5));
  let suffice: u64 = 0;
  let p = pointer(query, 11) + (<usize>first << 2);
  for (let n = 0; n < 64; n += 4) { suffice |= <u64>i32x4.bitmask(i32x4.le_u(v128.load(p), most)) << n; p += 16; }
  const from = i8x16.splat(<i8>word(query, 6)), unlimited = i8x16.splat(-1), unlimitedToo = word(query, 7) != 0;
  p = pointer(query, 12) + <usize>first;
  let enough: u64 = 0;
  for (let n = 0; n < 64; n += 16) {
    const hours = v128.load(p), isUnlimited = i8x16.eq(hours, unlimited), stated = i8x16.ge_u(hours, from);
    enough |= <u64>i8x16.bitmask(unlimitedToo ? v128.or(stated, isUnlimited) : v128.andnot(stated, isUnlimited)) << n;
    p += 16;
  }
  return suffice & enough;
}

/** The same for one row. */
@inline function isInRanges(query: usize, row: i32): bool {
  if (load<u32>(pointer(query, 11) + (<usize>row << 2)) > <u32>word(query, 5)) return false;
  const hours = load<u8>(pointer(query, 12) + <usize>row);
  return hours == 255 ? word(query, 7) != 0 : <i32>hours >= word(query, 6);
}

/** Counts, for 64 rows at once, how many items of each bonus they hold: four bit planes a bonus, least first. */
function countItems(query: usize, at: usize, planes: usize): void {
  let p = pointer(query, 4);
  for (let n = word(query, 3); n > 0; n--) {
    let a: u64 = 0, b: u64 = 0, c: u64 = 0, d: u64 = 0;
    let items = word(p, 0);
    p += 8;
    for (; items > 0; items--) {
      const size = word(p, 0);
      let carry: u64 = 0;
      p += 4;
      for (let m = 0; m < size; m++) { carry |= load<u64>(pointer(p, 0) + at); p += 4; }
      let next = a & carry; a ^= carry; carry = next;
      next = b & carry; b ^= carry; carry = next;
      next = c & carry; c ^= carry; d ^= next;
    }
    store<u64>(planes, a); store<u64>(planes + 8, b); store<u64>(planes + 16, c); store<u64>(planes + 24, d);
    planes += 32;
  }
}

/** The points of all bonuses for the row at `bit` of the counted word. */
function bonusPoints(query: usize, bit: u64, planes: usize): i32 {
  let p = pointer(query, 4), points = 0;
  for (let n = word(query, 3); n > 0; n--) {
    const held = ((load<u64>(planes) >> bit) & 1) | (((load<u64>(planes + 8) >> bit) & 1) << 1) |
      (((load<u64>(planes + 16) >> bit) & 1) << 2) | (((load<u64>(planes + 24) >> bit) & 1) << 3);
    points += word(pointer(p, 1), <i32>held);
    let items = word(p, 0);
    p += 8;
    for (; items > 0; items--) p += 4 + (<usize>word(p, 0) << 2);
    planes += 32;
  }
  return points;
}

/** Answers how many are eligible; the best k are in the heap, their number in word 20. `planes` has 32 bytes a bonus. */
export function top(query: usize, planes: usize): i32 {
  const k = word(query, 9), seed = <u32>word(query, 10), offsetTable = pointer(query, 8), offsets = pointer(query, 13);
  const merits = pointer(query, 14), ids = pointer(query, 15), keys = pointer(query, 16), rows = pointer(query, 17);
  const blocks = word(query, 18), mostBonus = word(query, 19);
  let size = 0, count = 0, minScore: i32 = -1, minKey: i64 = -1;
  for (let first = 0; first < blocks; first += 64) {
    let open = blocksOf(query, <usize>first >> 3);
    if (blocks - first < 64) open &= (<u64>1 << <u64>(blocks - first)) - 1;
    while (open != 0) {
      const block = first + <i32>ctz(open);
      open &= open - 1;
      for (let at = <usize>block << 6, end = at + 64; at < end; at += 16) {
        const found = rowsOf(query, at);
        if (!v128.any_true(found)) continue;
        for (let half: usize = 0; half < 2; half++) {
          let bits = half == 0 ? <u64>i64x2.extract_lane(found, 0) : <u64>i64x2.extract_lane(found, 1);
          if (bits == 0) continue;
          const base = <i32>((at + (half << 3)) << 3), dense = popcnt(bits) >= 8;
          if (dense) bits &= inRanges(query, base);
          let counted = false;
          while (bits != 0) {
            const bit = ctz(bits), row = base + <i32>bit;
            bits &= bits - 1;
            if (!dense && !isInRanges(query, row)) continue;
            if (offsetTable != 0 && load<u8>(offsetTable + <usize>load<u16>(offsets + (<usize>row << 1))) == 0) continue;
            count++;
            let score = load<i32>(merits + (<usize>row << 2));
            if (score + mostBonus < minScore) continue;
            if (!counted) { countItems(query, at + (half << 3), planes); counted = true; }
            score += bonusPoints(query, bit, planes);
            if (score < minScore) continue;
            const key = (<i64>score << 31) + tieBreak(ids, row, seed);
            if (size < k) { siftUp(keys, rows, ids, size, key, row); size++; }
            else if (isWorse(ids, load<i64>(keys), word(rows, 0), key, row)) siftDown(keys, rows, ids, size, key, row);
            else continue;
            if (size == k) { minKey = load<i64>(keys); minScore = <i32>(minKey >> 31); }
          }
        }
      }
    }
  }
  store<i32>(query + 80, size);
  return count;
}
