// A float as PHP writes it into a text: 14 significant digits (`precision` of php.ini).

const precision = 14;

export function floatText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "INF" : "-INF";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", exponentText = "0"] = value.toExponential(precision - 1).split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < precision) return plain(value, exponent);
  const short = digits.replace(/\.?0+$/, "");
  const sign = exponent < 0 ? "-" : "+";
  return `${short.includes(".") ? short : `${short}.0`}E${sign}${Math.abs(exponent)}`;
}

function plain(value: number, exponent: number): string {
  const text = value.toFixed(Math.max(0, precision - 1 - exponent));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
