import { affinePower } from "./family/affine-power.js";
import { allPayAuction } from "./family/all-pay-auction.js";
import { bidCap } from "./family/bid-cap.js";
import { concentrationPrice } from "./family/concentration-price.js";
import { countFee } from "./family/count-fee.js";
import { countTilt } from "./family/count-tilt.js";
import { criticalPayment } from "./family/critical-payment.js";
import { expression } from "./family/expression.js";
import { headstart } from "./family/headstart.js";
import { logit } from "./family/logit.js";
import { mixture } from "./family/mixture.js";
import { pairPrice } from "./family/pair-price.js";
import { pap } from "./family/pap.js";
import { papFee } from "./family/pap-fee.js";
import { powerFeeQuadratic } from "./family/power-fee-quadratic.js";
import { powerPayment } from "./family/power-payment.js";
import { refund } from "./family/refund.js";
import { reserve } from "./family/reserve.js";
import { secondPrice } from "./family/second-price.js";
import { serial } from "./family/serial.js";
import { shareBounds } from "./family/share-bounds.js";
import { shareFloorFee } from "./family/share-floor-fee.js";
import { shareForm } from "./family/share-form.js";
import { shareSpline } from "./family/share-spline.js";
import { shareTilt } from "./family/share-tilt.js";
import { shiftedPower } from "./family/shifted-power.js";
import { taperedFee } from "./family/tapered-fee.js";
import { threshold } from "./family/threshold.js";
import { tullock } from "./family/tullock.js";
import { uniformLottery } from "./family/uniform-lottery.js";
import { winnerPays } from "./family/winner-pays.js";
import { wta } from "./family/wta.js";
import type { MechanismFamily } from "./mechanism.js";

/** The catalogue. A family is one file and one row here; laws, command line and search read this table. */
export const FAMILIES: readonly MechanismFamily[] = [
  pap,
  wta,
  secondPrice,
  allPayAuction,
  winnerPays,
  tullock,
  papFee,
  uniformLottery,
  headstart,
  mixture,
  refund,
  serial,
  powerPayment,
  powerFeeQuadratic,
  affinePower,
  shiftedPower,
  threshold,
  reserve,
  logit,
  shareBounds,
  bidCap,
  shareForm,
  shareSpline,
  shareTilt,
  taperedFee,
  pairPrice,
  countFee,
  shareFloorFee,
  countTilt,
  concentrationPrice,
  criticalPayment,
  expression,
];
