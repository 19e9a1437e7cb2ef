import { allPayAuction } from "./family/all-pay-auction.js";
import { expression } from "./family/expression.js";
import { headstart } from "./family/headstart.js";
import { mixture } from "./family/mixture.js";
import { pap } from "./family/pap.js";
import { papFee } from "./family/pap-fee.js";
import { powerFeeQuadratic } from "./family/power-fee-quadratic.js";
import { powerPayment } from "./family/power-payment.js";
import { refund } from "./family/refund.js";
import { secondPrice } from "./family/second-price.js";
import { serial } from "./family/serial.js";
import { shareForm } from "./family/share-form.js";
import { shareSpline } from "./family/share-spline.js";
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
  shareForm,
  shareSpline,
  expression,
];
