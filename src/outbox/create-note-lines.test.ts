import { expect, test } from 'vitest';
import { createNoteLines } from './create-note-lines.ts';

const WRITTEN = { createdAt: new Date('2026-11-27T05:00:00.000Z') };

function lateLine(minutes: number, lateAfterMinutes = 10, language: 'en' | 'id' = 'en') {
  const lines = createNoteLines({
    language,
    formatTime: (instant) => `<${instant.toISOString()}>`,
    lateAfterMinutes: () => lateAfterMinutes,
  });
  return lines.lateLine(WRITTEN, new Date(WRITTEN.createdAt.getTime() + minutes * 60_000));
}

test('a message that leaves in time says nothing, one that is late says since when and how late', () => {
  expect(lateLine(9.9)).toBeUndefined();
  expect(lateLine(10)).toMatch(/late.*<2026-11-27T05:00:00.000Z>.*10 min ago/iu);
  expect(lateLine(185)).toMatch(/late.*<2026-11-27T05:00:00.000Z>.*3 h ago/iu);
  expect(lateLine(185, 10, 'id')).toMatch(
    /terlambat.*<2026-11-27T05:00:00.000Z>.*3 jam yang lalu/iu,
  );
});

test('where nothing is late, nothing says so, and a clock that was put back makes nothing late', () => {
  expect(lateLine(10_000, 0)).toBeUndefined();
  expect(lateLine(-10_000)).toBeUndefined();
});
