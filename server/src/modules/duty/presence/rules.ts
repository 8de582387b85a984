/** Whole minutes by which somebody came too late, rounded up; the shift's first instant is still in time. */
export const minutesLate = (startsAt: Date, at: Date): number =>
  at <= startsAt ? 0 : Math.ceil((at.getTime() - startsAt.getTime()) / 60_000)

/** From when a shift may be checked in for. */
export const opensAt = (startsAt: Date, earlyMinutes: number): Date =>
  new Date(startsAt.getTime() - earlyMinutes * 60_000)
