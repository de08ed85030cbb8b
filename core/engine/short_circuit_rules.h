#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/short_circuit_levels.h"

namespace hallwright::engine {

/// What a short-circuit study of a campus takes for granted; shown with its results.

/// Least short-circuit power of a grid connection over the one that is stated: operators give the
/// two, a campus holds the larger. Judgement.
inline constexpr double kLeastGridShare = 0.5;
/// Conductors at the end of a fault: XLPE by IEC 60949, busways by their insulation's short-time
/// limit. High temperatures make least currents small.
inline constexpr double kCableFault_C = 250.0;
inline constexpr double kBuswayFault_C = 160.0;
/// X0 / X1 of Dyn transformers, R0 = R1: IEC TR 60909-2 table of LV transformers.
inline constexpr double kZeroReactance = 0.95;
/// Zero over positive sequence where the earth current comes back through a neutral or PE of the
/// phases' section: Z + 3 Z.
inline constexpr double kEqualReturn = 4.0;

/// A busway's breaker clears a fault at its end at once where the current is above its short-time
/// pick-up: IEC 60364-4-41 411.4.4 (Zs Ia <= U0). Pick-up at 4 x rated current, in the middle of
/// the 1.5 to 10 x of electronic trip units, 10 % tolerance of IEC 60947-2 8.3.3.1.2 taken as 1.2.
inline constexpr double kBuswayPickup = 4.0;
inline constexpr double kPickupTolerance = 1.2;
/// A feeder's overcurrent relay picks up at 1.2 x the cable's rating and has to see the fault at
/// its end 1.5-fold: usual sensitivity of main protection.
inline constexpr double kRelayPickup = 1.2;
inline constexpr double kRelaySensitivity = 1.5;

/// Until a fault on a feeder is cleared at the latest: a step of time grading above the instant
/// protection behind it (0.3 s), relay and breaker (0.1 s), and a margin. Judgement; catalogues and
/// campuses hold no relay settings. What is nearer than that is checked with time in hand.
inline constexpr double kFeederClearing_s = 0.5;
/// Conductor before the fault, at its rated temperature (IEC 60502-2), and the highest after it:
/// XLPE, IEC 60364-5-54 table A.54.4.
inline constexpr double kBeforeFault_C = 90.0;
inline constexpr double kAfterFault_C = 250.0;

/// Subtransient reactance of a genset, and what its own transformer adds above low voltage: usual
/// data-sheet values. Rated power factor 0.8.
inline constexpr double kSetReactance = 0.15;
inline constexpr double kSetTransformerReactance = 0.06;
inline constexpr double kSetPowerFactor = 0.8;
/// Synchronous reactance of a genset (usual data-sheet value), and the excitation that its
/// regulator keeps up in a fault: what gives three times rated current at its terminals, the
/// sustained short-circuit current that ISO 8528-3 lets protection count on, from ceiling x sqrt(1
/// + 2 xd sin phi + xd^2) / xd.
inline constexpr double kSetSynchronousReactance = 2.5;
inline constexpr double kSetSustained = 3.0;
/// Current that batteries, fuel cells and photovoltaic plants feed into a fault, over rated:
/// converters limit it to little above (IEC TR 60909-4:2021 takes the maker's figure). Judgement.
inline constexpr double kConverterMost = 1.2;
inline constexpr double kConverterLeast = 1.0;

/// Peak factor on Icw where a type states no peak: IEC 62271-1 (2.5 at 50 Hz) above 1 kV, IEC
/// 61439-1 table 7 below.
[[nodiscard]] double peakOverShortTime(double nominal_V, double shortTime_A);

[[nodiscard]] FaultRating ratingOf(const catalog::SwitchgearType& type, double nominal_V);
[[nodiscard]] FaultRating ratingOf(const catalog::CableType& busway);

/// Current that one conductor of a cable withstands for `duration_s` without giving off heat: IEC
/// 60949 equation 3 with the constants of its table 1, I = K S sqrt(ln((tf + b) / (ti + b)) / t);
/// K = 226 A s^1/2 / mm^2 and b = 234.5 K for copper, 148 and 228 for aluminium. It is the k S /
/// sqrt(t) of IEC 60364-5-54 543.1.2 (k = 143 and 94). 0 where section or metal is not known.
[[nodiscard]] double withstand_A(const catalog::CableType& cable, double duration_s);
/// Section that withstands `current_A` [m2].
[[nodiscard]] double sectionFor_m2(catalog::ConductorMetal metal, double current_A,
                                   double duration_s);

/// The panel of the catalogue that a bus without a named type is taken to have: of the lowest
/// voltage that holds the bus's, then of the smallest rated current that carries `current_A`.
[[nodiscard]] FaultRating assumedRating(const catalog::Catalog& catalog, double nominal_V,
                                        double current_A);

} // namespace hallwright::engine
