// The page's few pictures, drawn in one line width. They say nothing that words beside them do not say.

const paths = {
  brand:
    "M4 5.500A2.500 2.500 0 0 1 6.500 3h11A2.500 2.500 0 0 1 20 5.500v8a2.500 2.500 0 0 1-2.500 2.500H12l-5 4.500V16h-.500A2.500 2.500 0 0 1 4 13.500zM8 8h8M8 11.500h5",
  messages: "M4 6h16M4 12h16M4 18h10",
  phones:
    "M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15A1.500 1.500 0 0 1 16 21H8a1.500 1.500 0 0 1-1.500-1.500v-15A1.500 1.500 0 0 1 8 3zM11 18h2",
  requests: "M4 8h13m-4-4 4 4-4 4M20 16H7m4-4-4 4 4 4",
  callbacks: "M20 12a8 8 0 1 1-2.300-5.700M20 3v4h-4",
  scenarios: "M6 3v18M6 5h11l-2.500 3.500L17 12H6M6 16h6",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2",
  overview: "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
  accounts: "M3 7h18v11H3zM3 11h18M7 15h4",
  conduct: "M12 3l7 3v5c0 4.500-3 8-7 10-4-2-7-5.500-7-10V6zM9 11.500l2.200 2.200L15.500 9.500",
  connect: "M9 7V3M15 7V3M7 7h10v4a5 5 0 0 1-10 0zM12 16v5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600 19 19M19 5l-1.400 1.400M6.400 17.600 5 19",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  keys: "M9.500 9a2.500 2.500 0 1 1 3.600 2.200c-.800.400-1.100.900-1.100 1.800M12 16.500v.100M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.500 15.500 20 20",
  send: "M4 12h15m-6-6 6 6-6 6",
  query: "M9.500 9a2.500 2.500 0 1 1 3.600 2.200c-.800.400-1.100.900-1.100 1.800M12 16.500v.100",
  session: "M9 7V3M15 7V3M7 7h10v4a5 5 0 0 1-10 0zM12 16v5",
  page: "M6 3h8l4 4v14H6zM14 3v4h4",
  back: "M15 5l-7 7 7 7",
  step: "M6 6l8 6-8 6zM18 6v12",
} as const;

export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.700"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
