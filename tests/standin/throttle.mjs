/**
 * Throttling by a token bucket: `burst` requests at once, `ratePerSecond` in the long run. Refused requests
 * cost nothing unless `countRefused`, with which they dig a debt of up to one burst, as Graph's pages warn
 * ("requests made meanwhile count").
 */

/** One member a second on one chat, as documented: the times of the latest additions, tried ones too. */
export function createMemberLimit({ settings, clock }) {
  const latest = new WeakMap();
  return {
    /** Returns null, or the whole seconds after which to come again. */
    take(chat) {
      const perSecond = settings.memberRatePerSecond;
      const waitMs =
        perSecond === null ? 0 : (latest.get(chat) ?? -Infinity) + 1000 / perSecond - clock.nowMs();
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      latest.set(chat, clock.nowMs());
      return null;
    },
  };
}

export function createThrottle({ settings, clock }) {
  let tokens = null;
  let filledAtMs = 0;

  function refill({ ratePerSecond, burst }) {
    const nowMs = clock.nowMs();
    tokens =
      tokens === null ? burst : Math.min(burst, tokens + ((nowMs - filledAtMs) / 1000) * ratePerSecond);
    filledAtMs = nowMs;
  }

  return {
    /** Takes one request's share. Returns null, or the whole seconds after which to come again. */
    take() {
      const limit = settings.throttle;
      if (limit === null) return null;
      refill(limit);
      if (tokens >= 1 - 1e-9) {
        tokens -= 1;
        return null;
      }
      const seconds = limit.retryAfterSeconds ?? Math.max(1, Math.ceil((1 - tokens) / limit.ratePerSecond));
      if (limit.countRefused) tokens = Math.max(-limit.burst, tokens - 1);
      return seconds;
    },

    /** A full bucket again: after a change of the limit, too. */
    reset() {
      tokens = null;
    },
  };
}
