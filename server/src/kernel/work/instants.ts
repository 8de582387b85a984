/**
 * Ours: the clocks of office machines run a little ahead of the server's. A constant and no setting: it makes up for machines, says nothing about how a
 * county works, and no deadline follows from it; what is stated within it is kept as now (`keptAt`).
 */
const toleranceMs = 60_000

/** Whether a time that somebody states lies in the future, beyond what their machine's clock may be ahead. */
export const isAhead = (stated: Date, now: Date): boolean => stated.getTime() > now.getTime() + toleranceMs

/** A stated time as it is kept: never later than now. */
export const keptAt = (stated: Date, now: Date): Date => (stated > now ? now : stated)
