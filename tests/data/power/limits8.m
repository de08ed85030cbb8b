function mpc = limits8
%LIMITS8  Eight buses whose generators reach their reactive limits one after the other.
%   Made for these tests; its solution with the limits stands beside it in
%   limits8_q_limits_bus.csv and limits8_q_limits_gen.csv.
%   Two machines at the reference, which reach a limit in a later round; three at bus 4, one of
%   them without any range and one without an upper limit; a machine at a load bus outside its own
%   limits; base power other than 100 MVA; bus numbers not in order.
mpc.version = '2';
mpc.baseMVA = 50;
%	bus_i	type	Pd	Qd	Gs	Bs	area	Vm	Va	baseKV	zone	Vmax	Vmin
mpc.bus = [
	12	2	20	8	0	0	1	1.0	1	110	1	1.1	0.9;
	3	3	5	2	0	0	1	1.0	-4	110	1	1.1	0.9;
	4	2	10	4	0	0	1	1.0	0	110	1	1.1	0.9;
	30	1	40	25	0	0	1	1.0	0	110	1	1.1	0.9;
	5	1	35	20	0	6	1	1.0	0	110	1	1.1	0.9;
	61	2	30	22	0	0	1	1.0	0	110	1	1.1	0.9;
	7	1	12	6	1	0	1	1.0	-30	20	1	1.1	0.9;
	88	2	8	3	0	0	1	1.0	0	110	1	1.1	0.9;
];
%	bus	Pg	Qg	Qmax	Qmin	Vg	mBase	status	Pmax	Pmin
mpc.gen = [
	61	25	0	9	-9	1.03	100	1	100	0;
	3	12	0	5	-6	1.03	100	1	100	0;
	4	10	0	12	-6	1.02	100	1	100	0;
	3	20	0	5	-12	1.04	100	1	100	0;
	4	6	0	4	4	1.01	100	1	100	0;
	7	3	9	5	-5	1	100	1	100	0;
	12	30	0	42	-30	1.02	100	1	100	0;
	4	5	0	Inf	-3	1.02	100	1	100	0;
	88	6	0	5	-5	1.0	100	0	100	0;
];
%	fbus	tbus	r	x	b	rateA	rateB	rateC	ratio	angle	status	angmin	angmax
mpc.branch = [
	12	3	0.02	0.08	0.02	0	0	0	0	0	1	-360	360;
	3	4	0.02	0.07	0.02	0	0	0	0	0	1	-360	360;
	4	30	0.015	0.06	0.01	0	0	0	0	0	1	-360	360;
	30	5	0.02	0.08	0.01	0	0	0	0	0	1	-360	360;
	5	61	0.01	0.05	0.01	0	0	0	0	0	1	-360	360;
	61	12	0.02	0.09	0.02	0	0	0	1.02	-3	1	-360	360;
	5	7	0.004	0.12	0	0	0	0	0.96	30	1	-360	360;
	88	30	0.01	0.05	0.02	0	0	0	0	0	1	-360	360;
	88	12	0.02	0.1	0.02	0	0	0	0	0	1	-360	360;
	3	5	0.02	0.1	0.02	0	0	0	0	0	0	-360	360;
];
