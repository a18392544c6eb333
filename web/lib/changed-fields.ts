type Fields = Readonly<Record<string, unknown>>;

/** The fields of `after` that are not what they were, so that saving leaves alone what nobody touched. */
export function changedFields(before: Fields, after: Fields): Fields {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
    ),
  );
}
