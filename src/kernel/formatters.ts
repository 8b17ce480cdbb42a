/** Making one of them takes a hundred times as long as using it, so each is made once and kept. */
function keeper<Style extends object, Formatter>(
  make: (tag: string, style: Style) => Formatter,
): (tag: string, style: Style) => Formatter {
  const kept = new Map<string, Formatter>();
  return (tag, style) => {
    const key = tag + JSON.stringify(style);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(tag, style);
    kept.set(key, made);
    return made;
  };
}

/** @throws RangeError for a zone that nobody knows */
export const dateFormat = keeper<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (tag, style) => new Intl.DateTimeFormat(tag, style),
);

export const numberFormat = keeper<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (tag, style) => new Intl.NumberFormat(tag, style),
);

export const listFormat = keeper<Intl.ListFormatOptions, Intl.ListFormat>(
  (tag, style) => new Intl.ListFormat(tag, style),
);

export const pluralRules = keeper<Intl.PluralRulesOptions, Intl.PluralRules>(
  (tag, style) => new Intl.PluralRules(tag, style),
);
